import { useState, type KeyboardEvent } from 'react';
import { useLocale } from 'react-aria-components';

interface Roving {
  /** Of the link at this place: one of them is reached by Tab, the others by arrows. */
  readonly tabIndexOf: (at: number) => 0 | -1;
  readonly onKeyDown: (event: KeyboardEvent<SVGSVGElement>) => void;
}

/** A chart has hundreds of links, and one stop. @param rowLength how far up and down lead; null = there are no rows */
export function useRoving(count: number, rowLength: number | null = null): Roving {
  const [current, setCurrent] = useState(0);
  const { direction } = useLocale();
  const stop = Math.min(current, Math.max(count - 1, 0));
  const onward = direction === 'rtl' ? -1 : 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: onward,
    ArrowLeft: -onward,
    ...(rowLength === null ? {} : { ArrowDown: rowLength, ArrowUp: -rowLength }),
    Home: -stop,
    End: count - 1 - stop,
  };
  return {
    tabIndexOf: (at) => (at === stop ? 0 : -1),
    onKeyDown: (event) => {
      const move = moves[event.key];
      const next = stop + (move ?? 0);
      if (move === undefined || next < 0 || next >= count) return;
      event.preventDefault();
      setCurrent(next);
      event.currentTarget.querySelectorAll<SVGAElement>('a').item(next).focus();
    },
  };
}
