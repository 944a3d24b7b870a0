const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Whether the text is a host name or address, with or without a port, and nothing more. */
export function isHost(text: string): boolean {
  return HOST.test(text);
}
