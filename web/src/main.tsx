import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { askForFrame, firstPage } from './app/ask-early.ts';
import { queryClient } from './app/providers.tsx';
import { router } from './app/router.tsx';
import { keepUpToDate } from './lib/keep-up-to-date.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
keepUpToDate();
// the code of the page and what it shows are asked for before anything is drawn
askForFrame(queryClient);
firstPage(router.load(), queryClient).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
