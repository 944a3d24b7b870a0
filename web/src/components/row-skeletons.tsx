import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components';

const useStyles = makeStyles({
  root: { display: 'grid', gap: '12px' },
});

/** Stands where rows will be, at about their height. */
export function RowSkeletons({ count = 3, height = 72 }: { readonly count?: number; readonly height?: number }) {
  return (
    <Skeleton className={useStyles().root} aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never change
        <SkeletonItem key={index} style={{ height, borderRadius: 12 }} />
      ))}
    </Skeleton>
  );
}
