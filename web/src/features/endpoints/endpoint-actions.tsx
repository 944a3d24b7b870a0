import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, makeStyles } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { problemInWords } from '../../components/error-state.tsx';
import { call } from '../../lib/api.ts';
import type { Endpoint } from '../../lib/api-types.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';
import { strings } from '../../strings.ts';
import { ENDPOINTS } from './endpoint-queries.ts';

const useStyles = makeStyles({ root: { display: 'flex', gap: '8px', flexWrap: 'wrap' } });

interface EndpointActionsProps {
  readonly endpoint: Endpoint;
  readonly onOpen: (pane: 'change' | 'rotate' | 'replay') => void;
}

/** What can be done with a webhook or chat. */
export function EndpointActions({ endpoint: { id, kind, displayName, isEnabled }, onOpen }: EndpointActionsProps) {
  const styles = useStyles();
  const tell = useTell();
  const navigate = useNavigate();
  const act = useChange(({ method, path }: { readonly method: string; readonly path: string }) =>
    call(method, `${ENDPOINTS}/${id}${path}`),
  );
  const run = (method: string, path: string, verb: string, done: string, then?: () => void) => () => {
    if (act.isPending) return;
    act.mutate(
      { method, path },
      {
        onSuccess() {
          tell(done);
          then?.();
        },
        onError: (error) => tell(verb, 'error', problemInWords(error)),
      },
    );
  };
  return (
    <div className={styles.root}>
      {isEnabled ? (
        <>
          <Button appearance="primary" onClick={run('POST', '/test', words.test, words.testing)}>
            {words.test}
          </Button>
          <ConfirmButton
            label={words.disable}
            consequence={words.disableWhat}
            isPending={act.isPending}
            onConfirm={run('POST', '/disable', words.disable, words.disabledNow)}
          />
        </>
      ) : (
        <Button appearance="primary" onClick={run('POST', '/enable', words.enable, words.enabledNow)}>
          {words.enable}
        </Button>
      )}
      <ConfirmButton
        label={words.remove}
        consequence={words.removeWhat(displayName)}
        isPending={act.isPending}
        onConfirm={run('DELETE', '', words.remove, words.removed(displayName), () => navigate({ to: '/endpoints' }))}
      />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<MoreHorizontalRegular />} aria-label={strings.pages.more} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => onOpen('change')}>{words.change}</MenuItem>
            {kind === 'webhook' ? <MenuItem onClick={() => onOpen('rotate')}>{words.rotate}</MenuItem> : null}
            {isEnabled ? <MenuItem onClick={() => onOpen('replay')}>{words.replay}</MenuItem> : null}
          </MenuList>
        </MenuPopover>
      </Menu>
    </div>
  );
}
