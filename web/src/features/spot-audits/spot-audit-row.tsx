import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Link } from '@tanstack/react-router';
import { problemInWords } from '../../components/error-state.tsx';
import { RoleChip } from '../../components/role-chip.tsx';
import { Time } from '../../components/time.tsx';
import { call } from '../../lib/api.ts';
import type { SpotAudit } from '../../lib/api-types.ts';
import { forgetDraft, useDraft } from '../../lib/draft.ts';
import { useChange } from '../../lib/submit.ts';
import { useTell } from '../../lib/use-tell.ts';
import { spotAuditStrings as words } from '../../strings/operations.ts';

type Outcome = NonNullable<SpotAudit['review']>['outcome'];

const useStyles = makeStyles({
  row: { display: 'grid', gap: '8px' },
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px 16px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  form: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  input: { flex: '1 1 240px', minWidth: 0 },
});

/** An approval that was drawn: what was asked and approved, why it was drawn, and the review. */
export function SpotAuditRow({ audit }: { readonly audit: SpotAudit }) {
  const styles = useStyles();
  const { request, drawnAt, oneIn, entry, review } = audit;
  const { id, requestor, role, scope, justification, comment, decidedBy } = request;
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div>
          <Link to="/requests/$id" params={{ id }}>
            {requestor.displayName}
          </Link>
          <RoleChip role={role} scope={scope} />
        </div>
        <div className={styles.quiet}>
          <Time at={drawnAt} /> · {words.drawn(oneIn)} · <span title={entry.hash}>{words.entry(entry.sequence)}</span>
        </div>
      </div>
      <div>{justification}</div>
      <div className={styles.quiet}>
        {decidedBy === null ? null : words.approvedBy(decidedBy.displayName ?? decidedBy.id)}
        {comment === null ? '' : `: ${comment}`}
      </div>
      {review === null ? (
        <ReviewForm id={id} who={requestor.displayName} />
      ) : (
        <div>
          {words.outcomes[review.outcome]} {words.by(review.reviewedBy.displayName)}, <Time at={review.reviewedAt} />
          {review.justification === null ? '' : `: ${review.justification}`}
        </div>
      )}
    </li>
  );
}

function ReviewForm({ id, who }: { readonly id: string; readonly who: string }) {
  const styles = useStyles();
  const tell = useTell();
  const name = `review.${id}`;
  const [draft, setDraft] = useDraft(name, { text: '' });
  const review = useChange((outcome: Outcome) => {
    const justification = draft.text.trim();
    const body = { outcome, ...(justification === '' ? {} : { justification }) };
    return call('POST', `/spot-audits/${id}/review`, { body });
  });
  const run = (outcome: Outcome) =>
    !review.isPending &&
    review.mutate(outcome, {
      onSuccess() {
        tell(words.done);
        forgetDraft(name);
      },
      onError: (error) => tell(words.title, 'error', problemInWords(error)),
    });
  return (
    <div className={styles.form}>
      <Input
        className={styles.input}
        aria-label={words.justification}
        placeholder={words.justification}
        value={draft.text}
        onChange={(_, { value }) => setDraft({ text: value })}
      />
      <Button disabledFocusable={review.isPending} aria-label={words.objectNamed(who)} onClick={() => run('objected')}>
        {words.object}
      </Button>
      <Button
        appearance="primary"
        disabledFocusable={review.isPending}
        aria-label={words.confirmNamed(who)}
        onClick={() => run('confirmed')}
      >
        {words.confirm}
      </Button>
    </div>
  );
}
