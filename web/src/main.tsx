import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { keepUpToDate } from './lib/keep-up-to-date.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
keepUpToDate();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
