import { useQuery } from '@tanstack/react-query';
import { Card } from '../../components/card.tsx';
import { Section } from '../../components/section.tsx';
import { lifeQuery } from '../../lib/queries.ts';
import { strings } from '../../strings.ts';
import { LifeTimeline } from '../requests/life-timeline.tsx';

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Beside the record of a request: who was told of it, and whether it arrived. Of anything else it shows nothing. */
export function ToldOfRequest({ about }: { readonly about: string | undefined }) {
  const isId = about !== undefined && ID.test(about);
  const life = useQuery({ ...lifeQuery(about ?? ''), enabled: isId });
  const told = life.data?.steps.filter(({ kind }) => kind === 'told') ?? [];
  if (!isId || told.length === 0) return null;
  return (
    <Section title={strings.life.toldTitle}>
      <Card>
        <LifeTimeline steps={told} />
      </Card>
    </Section>
  );
}
