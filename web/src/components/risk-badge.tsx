import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular, DiamondRegular, ShieldErrorRegular, WarningRegular } from '@fluentui/react-icons';
import type { Risk } from '../lib/api-types.ts';
import { strings } from '../strings.ts';

const icons = {
  critical: ShieldErrorRegular,
  high: WarningRegular,
  medium: DiamondRegular,
  low: ArrowDownRegular,
} as const;

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    padding: '1px 7px 1px 5px',
    border: '1px solid currentColor',
    borderRadius: tokens.borderRadiusCircular,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    flexShrink: 0,
  },
  critical: { color: tokens.colorStatusDangerForeground1 },
  high: { color: tokens.colorPaletteDarkOrangeForeground1 },
  medium: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  low: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

/** How much harm a role can do, as icon and word; colour alone tells nothing. */
export function RiskBadge({ risk }: { readonly risk: Risk }) {
  const styles = useStyles();
  const Icon = icons[risk];
  return (
    <span className={mergeClasses(styles.root, styles[risk])} title={strings.risk.label(strings.risk[risk])}>
      <Icon aria-hidden="true" />
      {strings.risk[risk]}
    </span>
  );
}
