import { Badge, Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { LoadMore } from '../../components/load-more.tsx';
import { ScopePath } from '../../components/scope-path.tsx';
import type { Resource } from '../../lib/api-types.ts';
import { resourceStrings as words } from '../../strings/directory.ts';
import { pickStrings } from '../../strings/pick.ts';
import { resourcesQuery } from './resource-queries.ts';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap', minHeight: '32px' },
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  actions: { marginLeft: 'auto', display: 'flex', gap: '8px', alignItems: 'center' },
  none: { width: '24px' },
});

interface ResourceRowProps {
  readonly resource: Resource;
  readonly depth: number;
  /** Whether what is below it is shown from the beginning on. */
  readonly opens?: boolean;
  /** Found by a search: then it is not opened here. */
  readonly isFound: boolean;
  readonly onShow: (path: string) => void;
}

export function ResourceRow({ resource, depth, isFound, opens = false, onShow }: ResourceRowProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(opens && resource.hasChildren);
  const { path, displayName, kind, hasChildren, eligibleHere } = resource;
  const below = useInfiniteQuery({ ...resourcesQuery(path), enabled: isOpen });
  const children = below.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <li>
        <div className={styles.row} style={{ paddingLeft: depth * 20 }}>
          {hasChildren && !isFound ? (
            <Button
              size="small"
              appearance="subtle"
              aria-expanded={isOpen}
              aria-label={isOpen ? words.close(displayName) : words.open(displayName)}
              icon={isOpen ? <ChevronDownRegular /> : <ChevronRightRegular />}
              onClick={() => setOpen(!isOpen)}
            />
          ) : (
            <span className={styles.none} />
          )}
          <ScopePath scope={{ path, displayName }} />
          <span className={styles.kind}>{pickStrings.scopeKinds[kind]}</span>
          <span className={styles.actions}>
            {eligibleHere ? <Badge appearance="tint">{words.eligibleHere}</Badge> : null}
            <Button size="small" aria-label={words.myAccessAt(displayName)} onClick={() => onShow(path)}>
              {words.myAccess}
            </Button>
          </span>
        </div>
      </li>
      {isOpen ? (
        <Fragment>
          {children.map((child) => (
            <ResourceRow key={child.path} resource={child} depth={depth + 1} isFound={false} onShow={onShow} />
          ))}
          {below.hasNextPage ? (
            <li>
              <LoadMore list={below} />
            </li>
          ) : null}
        </Fragment>
      ) : null}
    </>
  );
}
