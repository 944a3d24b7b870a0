import { makeStyles } from '@fluentui/react-components';
import { RowSkeletons } from '../components/row-skeletons.tsx';

const useStyles = makeStyles({ root: { maxWidth: '1160px', margin: '0 auto', padding: '32px' } });

export function PageLoading() {
  return (
    <div className={useStyles().root}>
      <RowSkeletons count={4} />
    </div>
  );
}
