import { Button } from '@fluentui/react-components';
import { strings } from '../strings.ts';

interface LoadMoreProps {
  readonly list: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

export function LoadMore({ list }: LoadMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button disabled={list.isFetchingNextPage} onClick={() => list.fetchNextPage()} style={{ justifySelf: 'center' }}>
      {strings.roles.more}
    </Button>
  );
}
