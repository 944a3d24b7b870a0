import { useState } from 'react';
import { useSettled } from './use-settled.ts';

/** A text that is typed, and what of it is looked for once it has not changed for a moment. */
export function useSearchText() {
  const [search, onSearch] = useState('');
  return { search, onSearch, settled: useSettled(search.trim(), 200) };
}
