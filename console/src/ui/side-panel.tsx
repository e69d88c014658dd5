import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from 'react';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Icon } from './icon.js';
import './side-panel.css';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const isInWindow = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

/** About the chosen row, beside the list; over it on phones. Esc closes it and leads back to the row. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  const t = useT();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  const escaped = useEffectEvent(onClose);
  useEffect(() => {
    // A button that is busy has lost the focus: Esc is heard wherever it is, but for windows above the page.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isInWindow(event.target)) escaped();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <aside ref={panel} className="side-panel" tabIndex={-1} aria-labelledby={id}>
      <header className="row">
        <h2 id={id} className="grow">
          {title}
        </h2>
        <Button kind="quiet" onPress={onClose} aria-label={t('ui.close')}>
          <Icon name="close" />
        </Button>
      </header>
      {children}
    </aside>
  );
}

/** A list and, where something is chosen, the panel beside it. */
export const WithPanel = ({ children, panel }: { readonly children: ReactNode; readonly panel: ReactNode }) => (
  <div className="with-panel">
    <div className="with-panel-list">{children}</div>
    {panel}
  </div>
);
