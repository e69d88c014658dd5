import { useEffect, useState } from 'react';
import { useSession } from '../../api/session.js';
import { days, type Day } from './week.js';

interface Now {
  readonly day: Day;
  readonly minute: number;
}

function nowAt(timeZone: string): Now {
  const clock = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const parts = new Intl.DateTimeFormat('en-US', clock).formatToParts(new Date());
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const day = days.find((one) => one === of('weekday').toLowerCase()) ?? 'mon';
  return { day, minute: Number(of('hour')) * 60 + Number(of('minute')) };
}

const eachMs = 20_000;

/** The day and the minute at the site. */
export function useNow(): Now {
  const { timeZone } = useSession().site;
  const [now, setNow] = useState(() => nowAt(timeZone));
  useEffect(() => {
    const timer = setInterval(() => setNow(nowAt(timeZone)), eachMs);
    return () => clearInterval(timer);
  }, [timeZone]);
  return now;
}
