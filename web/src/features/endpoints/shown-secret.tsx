import { Button, Field, Input, makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { endpointStrings as words } from '../../strings/endpoints.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px' },
  secret: { flex: 1, minWidth: 0, fontFamily: 'monospace' },
});

/** A secret that was made just now; nothing keeps it, so that it is gone with this part of the page. */
export function ShownSecret({ secret }: { readonly secret: string }) {
  const styles = useStyles();
  const [isCopied, setCopied] = useState(false);
  return (
    <Field label={words.secret} validationState="warning" validationMessage={words.secretOnce}>
      <div className={styles.row}>
        <Input
          className={styles.secret}
          readOnly
          aria-label={words.secret}
          value={secret}
          onFocus={({ target }) => target.select()}
        />
        <Button onClick={() => navigator.clipboard.writeText(secret).then(() => setCopied(true))}>
          {isCopied ? words.copied : words.copy}
        </Button>
      </div>
    </Field>
  );
}
