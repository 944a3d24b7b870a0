// opens the page that was asked for as soon as the server answers; what is asked is kept nowhere
setInterval(async () => {
  const answer = await fetch('/service-worker.js', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok) location.reload();
}, 4000);

document.querySelector('button').addEventListener('click', () => location.reload());
