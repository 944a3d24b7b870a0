import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { router } from './app/router.tsx';
import { keepUpToDate } from './lib/keep-up-to-date.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
keepUpToDate();
// the code of the page is asked for before anything is drawn
router.load();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
