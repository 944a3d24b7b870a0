import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { strings } from '../strings.ts';

/** Copies a text, and says that it did. */
export function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <Button size="small" appearance="subtle" onClick={copy} aria-live="polite">
      {isCopied ? strings.errors.copied : strings.errors.copy}
    </Button>
  );
}
