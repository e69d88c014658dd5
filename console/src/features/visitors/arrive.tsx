import { useState } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import { TextField } from '../../ui/fields.js';
import { Form, textIn } from '../../ui/form.js';
import { toast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { DepartmentField } from './department-field.js';
import { HostField, type Host } from './host-field.js';
import { HostName } from './host-name.js';
import { LevelChoice } from './level-choice.js';
import { explainIn, fullName } from './names.js';
import { PhotoField, type Photo } from './photo-field.js';
import { useChanged, useReservation, type Reservation, type Visit } from './queries.js';
import { filled, saidBody } from './said-body.js';
import { usualEnd, useSiteClock } from './site-clock.js';
import { nothingSaid, VisitorFields } from './visitor-fields.js';
import { WallTime } from './wall-time.js';

interface ArriveProps {
  readonly onArrived: (id: string) => void;
}

/** What is known only once the visitor is here. */
function useArrival() {
  const [levelIds, setLevels] = useState<readonly string[]>([]);
  const [photo, setPhoto] = useState<Photo | null>(null);
  const t = useT();
  return {
    fields: (
      <>
        <LevelChoice chosen={levelIds} onChoose={setLevels} />
        <TextField name="cardNo" label={t('visitors.card')} inputMode="numeric" />
        <PhotoField photo={photo} onChoose={setPhoto} />
      </>
    ),
    bodyOf: (values: FormData) => ({
      levelIds: [...levelIds],
      ...filled({ cardNo: textIn(values, 'cardNo'), facePhoto: photo?.base64 ?? '' }),
    }),
  };
}

/** Tells that the visitor is in, and where no door will open. */
function useTold(onArrived: (id: string) => void) {
  const t = useT();
  const changed = useChanged();
  return async (visit: Visit) => {
    const name = fullName(visit);
    if (visit.levelIds.length === 0) toast('bad', t('visitors.opensNothing', { name }));
    else toast('good', t('visitors.arrived', { name }));
    await changed();
    onArrived(visit.id);
  };
}

/** Somebody whom nobody has announced. */
export function ArriveUnexpected({ onArrived }: ArriveProps) {
  const t = useT();
  const clock = useSiteClock();
  const told = useTold(onArrived);
  const { fields, bodyOf } = useArrival();
  const [said, setSaid] = useState(nothingSaid);
  const [host, setHost] = useState<Host | null>(null);
  const arrive = async (values: FormData) =>
    told(await call('POST /visits', { body: { ...saidBody(values, said, host), ...bodyOf(values) } }));
  return (
    <Form onSubmit={arrive} submit={t('visitors.checkIn')} explain={explainIn(t)}>
      <VisitorFields said={said} onSay={setSaid} onHost={setHost} hasLastName />
      <HostField host={host} onChoose={setHost} />
      <DepartmentField />
      <TextField name="visitReason" label={t('visitors.reason')} isRequired />
      <TextField
        name="endTime"
        type="datetime-local"
        label={t('visitors.untilAt')}
        defaultValue={usualEnd(clock)}
        isRequired
      />
      {fields}
    </Form>
  );
}

function ArriveForm({ reservation, onArrived }: ArriveProps & { readonly reservation: Reservation }) {
  const t = useT();
  const clock = useSiteClock();
  const told = useTold(onArrived);
  const { fields, bodyOf } = useArrival();
  const { id, name, hostPin, startTime, endTime, visitReason } = reservation;
  const early = startTime > clock ? { startTime: 'now' } : {};
  const arrive = async (values: FormData) =>
    told(
      await call('POST /visitor-reservations/{id}/register', { path: { id }, body: { ...bodyOf(values), ...early } }),
    );
  return (
    <>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p>
        {t('visitors.visits')} <HostName pin={hostPin} />
      </p>
      <p>
        <bdi>{visitReason}</bdi> · <WallTime at={startTime} /> – <WallTime at={endTime} />
      </p>
      <Form onSubmit={arrive} submit={t('visitors.checkIn')} explain={explainIn(t)}>
        {fields}
      </Form>
    </>
  );
}

/** Somebody who is expected. */
export function ArriveExpected({ id, onArrived }: ArriveProps & { readonly id: string }) {
  const asked = useReservation(id);
  return (
    <>
      <Waiting asked={asked} />
      {asked.data && <ArriveForm reservation={asked.data} onArrived={onArrived} />}
    </>
  );
}
