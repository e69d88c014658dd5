import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { useLiveItems } from '../../live/live-context.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { Icon } from '../../ui/icon.js';
import { useAct } from '../../ui/use-act.js';
import { useDoors, useSimulators } from './queries.js';

interface Passage {
  readonly pin: string;
  readonly name: string;
  readonly cardNo: string;
  readonly doorName: string;
  readonly outcome?: string;
}

/** Hours 1 are always, and cannot be deleted. */
const always = 1;

/** The level that opens every door at any time; made once. */
async function levelForAll(name: string, doorIds: string[]): Promise<string> {
  const { items } = await call('GET /access-levels', { query: { limit: 1000 } });
  const found = items.find((level) => level.name === name);
  if (found) return found.id;
  return (await call('POST /access-levels', { body: { name, timeZoneId: always, doorIds } })).id;
}

/** A card that is held before a reader becomes that of the first person; held again, it opens. */
export function PersonStep() {
  const t = useT();
  const client = useQueryClient();
  const { act } = useAct();
  const { data: doors = [] } = useDoors();
  const { data: simulators } = useSimulators();
  const [cardNo, setCardNo] = useState('');
  const [pin, setPin] = useState('');
  const [passed, setPassed] = useState<Passage | null>(null);
  useLiveItems('event', (items) => {
    const events = items.map(({ data }) => data as unknown as Passage);
    const unknown = events.find((one) => one.pin === '' && one.cardNo !== '');
    if (unknown && pin === '') setCardNo(unknown.cardNo);
    const known = events.find((one) => one.pin !== '' && one.outcome === 'granted');
    if (known) setPassed(known);
  });

  const sim = simulators?.items.find(({ running }) => running)?.sn;
  const hold = (card: string) =>
    act(
      () => call('POST /simulators/{sn}/act', { path: { sn: sim ?? '' }, body: { line: `b ${card} 1` } }),
      t('setup.played'),
    );
  const add = async (values: FormData) => {
    const level = await levelForAll(
      t('setup.levelName'),
      doors.map(({ id }) => id),
    );
    const body = {
      pin: textIn(values, 'pin'),
      name: textIn(values, 'name'),
      cardNo: textIn(values, 'cardNo'),
      accLevelIds: [level],
    };
    setPin((await call('POST /persons', { body })).pin);
    await client.invalidateQueries({ queryKey: ['persons'] });
  };

  if (pin === '') {
    return (
      <>
        <p className="row">
          <Icon name="card" /> {t('setup.present')}
          {sim !== undefined && <Button onPress={() => hold('5551')}>{t('setup.presentSimulated')}</Button>}
        </p>
        <Form onSubmit={add} submit={t('setup.addPerson')}>
          <TextField
            key={cardNo}
            name="cardNo"
            label={t('setup.card')}
            defaultValue={cardNo}
            hint={t('setup.cardHint')}
            inputMode="numeric"
            isRequired
          />
          <TextField name="pin" label={t('setup.pin')} defaultValue="1" isRequired />
          <TextField name="name" label={t('setup.personName')} isRequired />
          <p className="muted">{t('setup.levelWhy', { name: t('setup.levelName') })}</p>
        </Form>
      </>
    );
  }
  if (passed) {
    return (
      <p className="row setup-good" role="status">
        <Icon name="check" size={28} />
        <span>{t('setup.opened', { name: passed.name === '' ? passed.pin : passed.name, door: passed.doorName })}</span>
      </p>
    );
  }
  return (
    <p className="row" role="status">
      <span className="spinner" aria-hidden="true" /> {t('setup.presentAgain')}
      {sim !== undefined && <Button onPress={() => hold(cardNo || '5551')}>{t('setup.presentSimulated')}</Button>}
    </p>
  );
}
