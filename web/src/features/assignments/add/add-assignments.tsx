import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../../components/card.tsx';
import { Page } from '../../../components/page.tsx';
import { useDraft } from '../../../lib/draft.ts';
import { addStrings as words } from '../../../strings/assignments.ts';
import { strings } from '../../../strings.ts';
import { type AssignDraft, DRAFT, emptyDraft } from './assign-draft.ts';
import { CheckStep } from './check-step.tsx';
import { HowStep } from './how-step.tsx';
import { WhatStep } from './what-step.tsx';
import { WhoStep } from './who-step.tsx';

const steps = ['what', 'who', 'how', 'check'] as const;
type Step = (typeof steps)[number];

/** Whether what a step is about is chosen. */
const isChosen: Readonly<Record<Step, (draft: AssignDraft) => boolean>> = {
  what: ({ scope, role }) => scope !== null && role !== null,
  who: ({ people }) => people.length > 0,
  how: ({ time }) => time.length !== 'until' || time.until !== '',
  check: () => true,
};

const useStyles = makeStyles({
  steps: { display: 'flex', gap: '8px 20px', flexWrap: 'wrap', listStyle: 'none', margin: 0, padding: 0 },
  step: { color: tokens.colorNeutralForeground3 },
  current: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  foot: { display: 'flex', gap: '8px', justifyContent: 'space-between' },
  card: { maxWidth: '760px', display: 'grid', gap: '16px' },
});

/** A role for one or several people, step by step; the step stands in the address, and what is chosen in this tab. */
export function AddAssignments() {
  const styles = useStyles();
  const navigate = useNavigate({ from: '/assignments/add' });
  const asked = useSearch({ from: '/assignments/add' }).step;
  const [draft, setDraft] = useDraft<AssignDraft>(DRAFT, emptyDraft);
  const change = (some: Partial<AssignDraft>) => setDraft((before) => ({ ...before, ...some }));
  // never past a step that is not done
  const reachable = steps.findIndex((step) => !isChosen[step](draft));
  const last = reachable === -1 ? steps.length - 1 : reachable;
  const at = Math.max(0, Math.min(steps.indexOf((asked ?? 'what') as Step), last));
  const step = steps[at] ?? 'what';
  const go = (to: number) => navigate({ search: { step: steps[to] } });
  const props = { draft, change };
  return (
    <Page title={words.title} back={<Link to="/assignments">{strings.pages.assignments}</Link>} lead={words.lead}>
      <ol className={styles.steps}>
        {steps.map((each, index) => (
          <li
            key={each}
            className={index === at ? styles.current : styles.step}
            aria-current={index === at ? 'step' : undefined}
          >
            {index + 1}. {words.steps[each]}
          </li>
        ))}
      </ol>
      <div className={styles.card}>
        <Card>
          {step === 'what' ? <WhatStep {...props} /> : null}
          {step === 'who' ? <WhoStep {...props} /> : null}
          {step === 'how' ? <HowStep {...props} /> : null}
          {step === 'check' ? <CheckStep {...props} /> : null}
        </Card>
        <div className={styles.foot}>
          <Button disabledFocusable={at === 0} onClick={() => at > 0 && go(at - 1)}>
            {words.back}
          </Button>
          {step === 'check' ? null : (
            <Button
              appearance="primary"
              disabledFocusable={!isChosen[step](draft)}
              onClick={() => isChosen[step](draft) && go(at + 1)}
            >
              {words.next}
            </Button>
          )}
        </div>
      </div>
    </Page>
  );
}
