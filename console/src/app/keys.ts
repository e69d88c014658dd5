import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useSession } from '../api/session.js';
import { pageLetters } from '../ui/page-letters.js';
import { menuOf } from './pages.js';
import type { Open } from './open.js';

const stored = 'postern.letterKeys';
/** Single letters can be switched off: whoever dictates would press them by speaking. */
export const areKeysOn = (): boolean => localStorage.getItem(stored) !== 'off';
export function switchKeys(): void {
  localStorage.setItem(stored, areKeysOn() ? 'off' : 'on');
}

/** So long the letter after `g` may take. */
const pairMs = 1_500;

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]') !== null;
const isInWindow = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"]') !== null;

/** There a letter chooses from a list, or would throw away what is being filled in. */
const isFillingIn = (target: EventTarget | null) =>
  target instanceof Element && target.closest('form, [aria-haspopup="listbox"]') !== null;

/** A letter of the page that is shown; not while a window stands above it. */
function actByPage({ key, target }: KeyboardEvent): boolean {
  if (isInWindow(target) || isFillingIn(target)) return false;
  const found = pageLetters().find(({ letter }) => letter === key.toLowerCase());
  found?.act();
  return found !== undefined;
}

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ctrlKey || metaKey || altKey;
const isPaletteKey = ({ ctrlKey, metaKey, key }: KeyboardEvent) => (ctrlKey || metaKey) && key.toLowerCase() === 'k';

/** The keys that work on every page, Ctrl-K, `/`, `?`, `g` and a letter, and those of the page that is shown. */
export function useKeys(setOpen: (open: Open) => void): void {
  const navigate = useNavigate();
  const session = useSession();
  const goTo = useEffectEvent((letter: string): boolean => {
    const page = menuOf(session).find(({ menu }) => menu?.key === letter);
    if (page) void navigate({ to: page.path });
    return page !== undefined;
  });
  const open = useEffectEvent(setOpen);

  useEffect(() => {
    let pressedG = 0;
    const letters: Readonly<Record<string, () => boolean>> = {
      '?': () => {
        open('keys');
        return true;
      },
      '/': () => {
        const field = document.querySelector<HTMLInputElement>('[data-find]');
        field?.focus();
        return field !== null;
      },
      g: () => {
        pressedG = Date.now();
        return true;
      },
    };
    const onKey = (event: KeyboardEvent) => {
      const { key } = event;
      if (isPaletteKey(event)) {
        event.preventDefault();
        open('palette');
        return;
      }
      if (hasModifier(event) || isTyping(event.target) || !areKeysOn()) return;
      const isSecond = Date.now() - pressedG < pairMs;
      pressedG = 0;
      if (isSecond ? goTo(key) : (letters[key]?.() ?? actByPage(event))) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
