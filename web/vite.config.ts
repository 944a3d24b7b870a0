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
    chunkSizeWarningLimit: 1500,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/sign-in', '/sign-out'].map((path) => [path, 'http://127.0.0.1:8400'])),
  },
});
