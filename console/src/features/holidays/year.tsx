import { useLanguage } from '../../i18n/t.js';
import { localeOf } from '../../i18n/locale.js';
import { dateOf, holidayOn, weeksOf, type Holiday } from './calendar.js';

interface YearProps {
  readonly year: number;
  readonly holidays: readonly Holiday[];
  readonly today: string;
  readonly onDay: (date: string, holiday: Holiday | undefined) => void;
}

const months = Array.from({ length: 12 }, (_, month) => month);

function Month({ year, month, holidays, today, onDay }: YearProps & { readonly month: number }) {
  const locale = `${localeOf[useLanguage()]}-u-nu-latn-ca-gregory`;
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return (
    <div className="year-month">
      <strong>{name.format(Date.UTC(year, month, 1))}</strong>
      <div className="year-days">
        {weeksOf(year, month)
          .flat()
          .map((day, place) => {
            if (day === null) return <span key={place} />;
            const date = dateOf(year, month, day);
            const holiday = holidayOn(holidays, date);
            const kind = holiday ? ` kind-${String(holiday.type)}` : '';
            return (
              <button
                key={place}
                type="button"
                tabIndex={-1}
                className={`year-day${kind}${date === today ? ' today' : ''}`}
                title={holiday?.name}
                onClick={() => onDay(date, holiday)}
              >
                {day}
              </button>
            );
          })}
      </div>
    </div>
  );
}

/** The year at a glance. The list beside it says the same, and is for the keyboard and for being read aloud. */
export const Year = (props: YearProps) => (
  <div className="year" aria-hidden="true">
    {months.map((month) => (
      <Month key={month} {...props} month={month} />
    ))}
  </div>
);
