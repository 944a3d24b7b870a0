// Goes on by itself where the server said that nothing is left to ask.
for (const form of document.querySelectorAll('form')) form.submit();
