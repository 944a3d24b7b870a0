export interface News {
  readonly title: string;
  readonly intent: 'success' | 'error' | 'info';
  readonly detail: string | undefined;
}

let show: ((news: News) => void) | null = null;
const untold: News[] = [];

function tell(title: string, intent: News['intent'] = 'success', detail?: string): void {
  const news = { title, intent, detail };
  if (show === null) untold.push(news);
  else show(news);
}

/** Tells a person, in a corner and to screen readers, what became of what they did. */
export function useTell() {
  return tell;
}

/** Who shows it from now on, beginning with what nobody showed yet; answers with the end of it. */
export function showNews(by: (news: News) => void): () => void {
  show = by;
  for (const news of untold.splice(0)) by(news);
  return () => {
    show = null;
  };
}
