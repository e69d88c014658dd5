import { useBlocker } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Confirm } from './dialog.js';
import { Icon } from './icon.js';
import { isClosed, isReplaced } from './openers.js';
import type { SearchValues } from './page.js';
import './side-panel.css';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

const isInWindow = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

/** A list that is open below its field takes Esc for itself. */
const hasOpenList = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="combobox"][aria-expanded="true"]') !== null;

interface Place {
  readonly pathname: string;
  readonly search: SearchValues;
}

/** Who closes it by its button was asked already, and what was deleted leaves nothing to ask about. */
const isLost = (action: string, before: Place, after: Place) =>
  before.pathname !== after.pathname ||
  isReplaced(before.search, after.search) ||
  (action !== 'REPLACE' && isClosed(before.search, after.search));

/** Asks before the page goes elsewhere, to another row or back while `isTyped()`: true = it stays. */
function useLeaving(isWatching: boolean, isTyped: () => boolean, ask: () => void) {
  const answer = useRef<(isBlocked: boolean) => void>(null);
  useBlocker({
    disabled: !isWatching,
    // A tab that is closed is the browser's.
    enableBeforeUnload: false,
    shouldBlockFn: ({ action, current, next }) => {
      if (!isTyped() || !isLost(action, current, next)) return false;
      answer.current?.(true);
      ask();
      return new Promise<boolean>((resolve) => (answer.current = resolve));
    },
  });
  useEffect(() => () => answer.current?.(false), []);
  /** @returns whether somebody waited for it */
  return (isBlocked: boolean): boolean => {
    const given = answer.current;
    answer.current = null;
    given?.(isBlocked);
    return given !== null;
  };
}

/**
 * About the chosen row, beside the list; over it on phones. Esc closes it and leads back to the row. Whatever would close it
 * asks first where something was typed that nobody has sent.
 */
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
  const typedIn = useRef<HTMLFormElement>(null);
  const [isTyped, setTyped] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const isHalfTyped = () => typedIn.current?.isConnected === true;
  const answer = useLeaving(isTyped, isHalfTyped, () => setAsked(true));
  const close = () => {
    if (isHalfTyped()) setAsked(true);
    else onClose();
  };
  const stay = () => {
    setAsked(false);
    // The button that loses it closes the window first.
    queueMicrotask(() => answer(true));
  };
  const lose = () => {
    typedIn.current = null;
    if (!answer(false)) onClose();
  };
  const escaped = useEffectEvent(close);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const note = ({ target }: Event) => {
      const form = target instanceof Element ? target.closest('form') : null;
      if (!form) return;
      typedIn.current = form;
      setTyped(true);
    };
    const sent = () => {
      typedIn.current = null;
      setTyped(false);
    };
    panel.current?.addEventListener('input', note, { signal });
    panel.current?.addEventListener('submit', sent, { signal });
    // Of the field that hears it first: afterwards its list is closed.
    let isOfList = false;
    const look = (event: KeyboardEvent) => (isOfList = hasOpenList(event.target));
    // A button that is busy has lost the focus: Esc is heard wherever it is, but for windows above the page.
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !isOfList && !isInWindow(event.target)) escaped();
    };
    document.addEventListener('keydown', look, { signal, capture: true });
    document.addEventListener('keydown', onKey, { signal });
    return () => controller.abort();
  }, []);
  return (
    <aside ref={panel} className="side-panel" tabIndex={-1} aria-labelledby={id}>
      <header className="row">
        <h2 id={id} className="grow">
          {title}
        </h2>
        <Button kind="quiet" onPress={close} aria-label={t('ui.close')}>
          <Icon name="close" />
        </Button>
      </header>
      {children}
      <Confirm
        title={t('ui.typed')}
        text={t('ui.typed-text')}
        act={t('ui.typed-act')}
        isOpen={isAsked}
        onClose={stay}
        onAct={lose}
      />
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
