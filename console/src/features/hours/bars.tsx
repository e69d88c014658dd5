import { useRef, useState, type PointerEvent } from 'react';
import { clockOf, lastMinute, pulled, type Grip, type Period } from './week.js';

interface BarsProps {
  readonly periods: readonly Period[];
  /** The minute of now, where it is this day; null on others. */
  readonly now: number | null;
  readonly isFixed: boolean;
  readonly onPull: (periods: readonly Period[]) => void;
}

interface Pull {
  readonly kind: Grip;
  readonly index: number;
  readonly at: number;
  readonly now: number;
}

const wholeDay = lastMinute + 1;
const coarse = 15;

const place = (minute: number) => `${String((minute / wholeDay) * 100)}%`;

/** A period that ends at midnight reaches the end of the day. */
const endOf = (to: number) => (to === lastMinute ? wholeDay : Math.min(to, wholeDay));

/** A day, 24 hours wide: a drag makes a bar, its ends and its middle are pulled. The text beside it says the same. */
export function Bars({ periods, now, isFixed, onPull }: BarsProps) {
  const track = useRef<HTMLDivElement>(null);
  const [pull, setPull] = useState<Pull | null>(null);
  const shown = pull ? pulled(periods, pull, pull.now) : periods;

  const minuteAt = ({ clientX, altKey }: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    const exact = ((clientX - box.left) / box.width) * wholeDay;
    const step = altKey ? 1 : coarse;
    return Math.max(0, Math.round(exact / step) * step);
  };
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    if (isFixed || event.button !== 0 || !(event.target instanceof HTMLElement)) return;
    const { grip, index } = event.target.dataset;
    const at = minuteAt(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setPull({ kind: (grip as Grip | undefined) ?? 'new', index: Number(index ?? -1), at, now: at });
  };
  const move = (event: PointerEvent) => {
    if (pull) setPull({ ...pull, now: minuteAt(event) });
  };
  const end = (event: PointerEvent) => {
    if (!pull) return;
    setPull(null);
    const last = minuteAt(event);
    if (last !== pull.at) onPull(pulled(periods, pull, last));
  };
  return (
    <div
      ref={track}
      dir="ltr"
      className={`hours-track${isFixed ? ' fixed' : ''}`}
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setPull(null)}
    >
      {shown.map(([from, to], index) => (
        <div
          key={index}
          className="hours-bar"
          data-grip="move"
          data-index={index}
          style={{ left: place(from), width: place(endOf(to) - from) }}
        >
          <span className="hours-end hours-from" data-grip="from" data-index={index} />
          <span className="hours-label">
            {clockOf(from)}–{clockOf(Math.min(to, lastMinute))}
          </span>
          <span className="hours-end hours-to" data-grip="to" data-index={index} />
        </div>
      ))}
      {now !== null && <span className="hours-now" style={{ left: place(now) }} />}
    </div>
  );
}
