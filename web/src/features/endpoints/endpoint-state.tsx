import { makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import { Time } from '../../components/time.tsx';
import type { Endpoint } from '../../lib/api-types.ts';
import { endpointStrings as words } from '../../strings/endpoints.ts';

const useStyles = makeStyles({
  root: { display: 'inline-flex', gap: '6px', alignItems: 'center', flexWrap: 'wrap' },
  icon: { display: 'flex', fontSize: '18px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

/** Whether it is told of anything, and if not, why and since when. */
export function EndpointState({ endpoint }: { readonly endpoint: Endpoint }) {
  const styles = useStyles();
  const { isEnabled, disabledReason, disabledAt } = endpoint;
  const Icon = isEnabled ? CheckmarkCircleRegular : DismissCircleRegular;
  return (
    <span className={styles.root}>
      <span className={styles.icon} aria-hidden="true">
        <Icon className={isEnabled ? styles.good : styles.bad} />
      </span>
      {isEnabled ? words.enabled : words.disabled}
      {disabledReason === null ? null : ` ${words.disabledReasons[disabledReason]}, `}
      {disabledAt === null ? null : <Time at={disabledAt} />}
    </span>
  );
}
