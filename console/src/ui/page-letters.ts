import { useEffect, useRef } from 'react';

/** A single letter of the page that is shown, and what it does. */
export interface PageLetter {
  readonly letter: string;
  /** For the list of keys. */
  readonly name: string;
  readonly act: () => void;
}

const shown = new Set<() => readonly PageLetter[]>();

/** Those of the page that is shown; of two with one letter the newest counts. */
export const pageLetters = (): readonly PageLetter[] => [...shown].reverse().flatMap((letters) => letters());

/**
 * Single letters of a page or a panel: `usePageLetters([{ letter: 'o', name: t('doors.open'), act: open }])`. They do
 * nothing while somebody types, after `g`, in windows above the page, and where letters are switched off.
 */
export function usePageLetters(letters: readonly PageLetter[]): void {
  const current = useRef(letters);
  useEffect(() => {
    current.current = letters;
  });
  useEffect(() => {
    const own = () => current.current;
    shown.add(own);
    return () => void shown.delete(own);
  }, []);
}
