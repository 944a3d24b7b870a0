const DOMAIN = 'brevet.invalid';

/** The Message-ID of a message that is named by its id, the part before the `@`. */
export function messageIdOf(id: string): string {
  return `<${id}@${DOMAIN}>`;
}

export function notificationIdOf(messageId: string): string {
  return messageId.slice(1, messageId.lastIndexOf('@'));
}
