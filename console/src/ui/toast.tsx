import { useEffect, useSyncExternalStore } from 'react';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import './toast.css';

interface Toast {
  readonly id: number;
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

const dismiss = (id: number) => change(toasts.filter((one) => one.id !== id));

/** So many wait to be closed. */
const most = 3;

/** That something was done, or was not; what has to be acted upon stands on the page. The newest alone is shown. */
export function toast(kind: Toast['kind'], text: string): void {
  const unread = toasts.filter((one) => one.kind === 'bad').slice(1 - most);
  change([...unread, { id: ++last, kind, text }]);
}

/** Long enough to be read; what went wrong stays until it is closed. */
const shownMs = 6_000;

function One({ id, kind, text }: Toast) {
  const t = useT();
  useEffect(() => {
    if (kind === 'bad') return undefined;
    const timer = setTimeout(() => dismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, kind]);
  return (
    <li className={`toast ${kind}`}>
      <Icon name={kind === 'good' ? 'check' : 'warning'} />
      <span className="grow">{text}</span>
      <Button kind="quiet" onPress={() => dismiss(id)} aria-label={t('ui.close')}>
        <Icon name="close" />
      </Button>
    </li>
  );
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts).at(-1);
  return (
    // A window above the page leaves it what it is: read aloud, and closed by its own button.
    <div className="toasts no-print" role="status" aria-live="polite" data-react-aria-top-layer="true">
      {shown && (
        <ul>
          <One key={shown.id} {...shown} />
        </ul>
      )}
    </div>
  );
}
