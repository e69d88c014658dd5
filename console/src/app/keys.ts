import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useSession } from '../api/session.js';
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

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ctrlKey || metaKey || altKey;
const isPaletteKey = ({ ctrlKey, metaKey, key }: KeyboardEvent) => (ctrlKey || metaKey) && key.toLowerCase() === 'k';

/** The keys that work on every page: Ctrl-K, `/`, `?`, `g` and a letter. */
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
      if (isSecond ? goTo(key) : (letters[key]?.() ?? false)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
