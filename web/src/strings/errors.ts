/** What went wrong, what that means, and what to do. */
export const errorStrings = {
  unexpected: 'Something went wrong on the server. Nothing was changed. Try again; if it stays, tell an administrator.',
  unexpectedStatus: (status: number) => `Unexpected answer ${status}`,
  notReached: 'The server cannot be reached. Check your connection and try again.',
  again: 'Try again',
  againIn: (seconds: number) => `Try again in ${seconds} s`,
  states: {
    broken: {
      title: 'This part of the page failed',
      todo: 'Nothing was changed. Load the page again; if it stays, tell an administrator what you did.',
    },
    failed: {
      title: 'Something went wrong on the server',
      todo: 'Nothing was changed. Try again; if it stays, give an administrator the id below.',
    },
    lost: {
      title: 'The server cannot be reached',
      todo: 'Check your connection. Roles that you hold stay active until their end.',
    },
    signedOut: { title: 'Your session ended', todo: 'Sign in to go on. What you typed is kept in this tab.' },
    forbidden: {
      title: 'You may not see this',
      todo: 'If your work needs it, ask an administrator for a role that reads it.',
    },
    absent: {
      title: 'Nothing is here',
      todo: 'There is nothing at this address, or you may not see it. A link can be older than what it led to.',
    },
    tooMany: {
      title: 'Too many calls in a short time',
      todo: 'The server serves so many a minute to each person. Nothing was changed; wait a moment.',
    },
    closing: {
      title: 'The server is being restarted',
      todo: 'It will be back in a moment. Nothing was changed.',
    },
    refused: { title: 'This could not be loaded', todo: 'Change what you asked for, or try again.' },
  },
  loading: 'Loading',
  loadingMore: 'Loading more',
  correlation: 'Correlation id',
  copy: 'Copy',
  copied: 'Copied',
  notFound: 'There is nothing at this address, or you may not see it.',
  goHome: 'Go to Home',
};
