export function isPlainUrl(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  if (url === null || /[\s?#\\]/.test(text)) return false;
  return protocols.includes(url.protocol) && url.username === '' && url.password === '';
}
