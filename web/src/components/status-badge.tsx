import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleRegular,
  ClockRegular,
  DismissCircleRegular,
  HourglassRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons';
import type { RequestStatus } from '../lib/api-types.ts';
import { strings } from '../strings.ts';

const icons = {
  Pending: HourglassRegular,
  Approved: CheckmarkCircleRegular,
  Denied: DismissCircleRegular,
  Expired: ClockRegular,
  Canceled: SubtractCircleRegular,
} as const;

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '2px 8px 2px 6px',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    outline: `1px solid ${tokens.colorTransparentStroke}`,
    outlineOffset: '-1px',
  },
  Pending: { background: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2 },
  Approved: { background: tokens.colorStatusSuccessBackground1, color: tokens.colorStatusSuccessForeground1 },
  Denied: { background: tokens.colorStatusDangerBackground1, color: tokens.colorStatusDangerForeground1 },
  Expired: { background: tokens.colorStatusWarningBackground1, color: tokens.colorStatusWarningForeground1 },
  Canceled: { background: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground2 },
});

/** One of the five words for a request, each with a colour and an icon of its own. */
export function StatusBadge({ status }: { readonly status: RequestStatus }) {
  const styles = useStyles();
  const Icon = icons[status];
  return (
    <span className={mergeClasses(styles.root, styles[status])}>
      <Icon aria-hidden="true" />
      {strings.status[status]}
    </span>
  );
}
