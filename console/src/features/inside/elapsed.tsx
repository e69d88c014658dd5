import { useEffect, useState } from 'react';

const two = (value: number) => String(value).padStart(2, '0');

export const durationOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${two(Math.floor(seconds % 60))}`;

/** Minutes and seconds since it began, or how long it took. */
export function Elapsed({ from, to }: { readonly from: string; readonly to: string | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (to !== null) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [to]);
  const until = to === null ? now : Date.parse(to);
  return (
    <bdi role="timer" className="inside-elapsed">
      {durationOf(Math.max(0, (until - Date.parse(from)) / 1_000))}
    </bdi>
  );
}
