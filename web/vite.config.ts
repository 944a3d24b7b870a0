import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npx vite web` serves the portal while it is worked on, beside `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  html: { cspNonce: 'NONCE' },
  build: {
    target: 'es2023',
    manifest: true,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // in few pieces: thirty small files wait for each other
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 3 },
            // what every page loads once it is drawn
            { name: 'later', test: /src\/(app|features\/activate)\//, priority: 2 },
            { name: 'shared', minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/sign-in', '/sign-out'].map((path) => [path, 'http://127.0.0.1:8400'])),
  },
});
