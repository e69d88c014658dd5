import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Icon } from '../../ui/icon.js';
import { Menu } from '../../ui/menu.js';
import { Bars } from './bars.js';
import { days, periodsIn, textOfDay, weekdays, withDay, type Day, type Period, type Week } from './week.js';

interface DayRowProps {
  readonly day: Day;
  readonly week: Week;
  readonly now: number | null;
  readonly isFixed: boolean;
  readonly onChange: (week: Week) => void;
}

type Fault = 'unreadable' | 'tooMany';

function CopyTo({ day, week, onChange }: DayRowProps) {
  const t = useT();
  const copy = (to: readonly Day[]) => onChange({ ...week, ...Object.fromEntries(to.map((one) => [one, week[day]])) });
  const several = [
    { id: 'workdays', name: t('hours.workdays'), onAction: () => copy(weekdays.slice(0, 5)) },
    { id: 'week', name: t('hours.wholeWeek'), onAction: () => copy(weekdays) },
    { id: 'all', name: t('hours.allRows'), onAction: () => copy(days) },
  ];
  const single = days
    .filter((one) => one !== day)
    .map((one) => ({ id: one, name: t(`hours.day-${one}`), onAction: () => copy([one]) }));
  const label = t('hours.copyTo', { day: t(`hours.day-${day}`) });
  return (
    <Menu label={label} groups={[{ actions: several }, { actions: single }]}>
      <Button kind="quiet" aria-label={label}>
        <Icon name="down" size={16} />
      </Button>
    </Menu>
  );
}

/** A day as bars and, for the keyboard and for being read aloud, as text. */
export function DayRow(props: DayRowProps) {
  const { day, week, now, isFixed, onChange } = props;
  const t = useT();
  const said = textOfDay(week[day]);
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);

  const take = (periods: readonly Period[] | null) => {
    const next = periods && withDay(week, day, periods);
    if (next) {
      setTyped(null);
      setFault(null);
      onChange(next);
    } else setFault(periods ? 'tooMany' : 'unreadable');
  };
  // A fault goes while it is mended, and not when the field is left: what is below would move away from the click.
  const type = (text: string) => {
    setTyped(text);
    setFault(null);
  };
  const finish = () => {
    if (typed !== null) take(periodsIn(typed));
  };
  const name = t(`hours.day-${day}`);
  return (
    <div className="hours-row" role="group" aria-label={name}>
      <span className="hours-day" aria-hidden="true">
        {name}
      </span>
      <Bars periods={week[day]} now={now} isFixed={isFixed} onPull={take} />
      <div className="hours-text">
        <TextField
          label={name}
          placeholder={t('hours.closed')}
          value={typed ?? said}
          onChange={type}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            finish();
          }}
          isReadOnly={isFixed}
          isInvalid={fault !== null}
        />
        {fault !== null && (
          <p className="field-error" role="alert">
            {t(`hours.${fault}`)}
          </p>
        )}
      </div>
      {!isFixed && <CopyTo {...props} />}
    </div>
  );
}
