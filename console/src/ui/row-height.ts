import { useSyncExternalStore } from 'react';

const coarse = () => window.matchMedia('(pointer: coarse)');

function subscribe(listener: () => void): () => void {
  const query = coarse();
  query.addEventListener('change', listener);
  const watcher = new MutationObserver(listener);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] });
  return () => {
    query.removeEventListener('change', listener);
    watcher.disconnect();
  };
}

/** The same numbers as `--row` in tokens.css. */
const heightNow = () => (coarse().matches ? 48 : document.documentElement.dataset.density === 'cosy' ? 40 : 32);

export const useRowHeight = (): number => useSyncExternalStore(subscribe, heightNow);
