import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { call } from '../../api/call.js';
import { useT } from '../../i18n/t.js';
import type { BoardDoor } from '../../live/doors.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { ErrorBlock } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { DoorMark } from './door-mark.js';
import { PlaceForm } from './place-form.js';
import { nudged, withoutPlace, withPlace, type Place } from './places.js';
import type { Plan } from './queries.js';
import { OnSheet, Sheet } from './sheet.js';
import { UploadPicture } from './upload.js';

interface ChoiceProps {
  readonly doors: readonly BoardDoor[];
  readonly placed: ReadonlySet<string>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** More than fit beside the picture are looked for. */
const few = 8;

/** All doors; one of them is placed next. */
function Choice({ doors, placed, chosen, onChoose }: ChoiceProps) {
  const t = useT();
  const [q, setQ] = useState('');
  const shown = doors.filter(({ name, deviceName }) =>
    [name, deviceName].some((text) => text.toLowerCase().includes(q.toLowerCase())),
  );
  return (
    <>
      {doors.length > few && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
      <ul className="plan-choices" aria-label={t('plans.doors')}>
        {shown.map(({ id, name }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
              <bdi className="grow">{name}</bdi>
              {!placed.has(id) && <span className="small">{t('plans.notPlaced')}</span>}
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className="muted">{t(doors.length === 0 ? 'doors.none' : 'ui.nothingFound')}</p>}
    </>
  );
}

interface EditorProps {
  readonly plan: Plan;
  readonly doors: readonly BoardDoor[];
  readonly onDone: () => void;
}

/** Doors are put in their places, and all of it is saved at once. */
export function Editor({ plan, doors, onDone }: EditorProps) {
  const t = useT();
  const client = useQueryClient();
  const [places, setPlaces] = useState<readonly Place[]>(plan.doors);
  const [chosen, setChosen] = useState<string>();
  const save = useMutation({
    mutationFn: () => call('PATCH /plans/{id}', { path: { id: plan.id }, body: { doors: [...places] } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['plans'] });
      toast('good', t('plans.saved', { name: plan.name }));
      onDone();
    },
  });
  const door = doors.find(({ id }) => id === chosen);
  const place = places.find(({ doorId }) => doorId === chosen);
  const put = (point: { x: number; y: number }) => {
    if (chosen !== undefined) setPlaces(withPlace(places, chosen, point));
  };
  const remove = () => {
    if (chosen !== undefined) setPlaces(withoutPlace(places, chosen));
  };
  const keyed = (event: KeyboardEvent) => {
    const next = place && nudged(place, event.key, event.shiftKey);
    if (next) put(next);
    else if (place && event.key === 'Delete') remove();
    else return;
    event.preventDefault();
  };
  const known = new Map(doors.map((one) => [one.id, one]));
  return (
    <div className="plan-view">
      <Sheet plan={plan} onPoint={put} onKeyDown={keyed}>
        {places.map(({ doorId, x, y }) => {
          const one = known.get(doorId);
          return (
            one && (
              <OnSheet key={doorId} place={{ x, y }}>
                <button
                  type="button"
                  className="plan-door"
                  aria-pressed={doorId === chosen}
                  onClick={() => setChosen(doorId)}
                >
                  <DoorMark door={one} />
                </button>
              </OnSheet>
            )
          );
        })}
      </Sheet>
      <section className="plan-side" aria-label={t('ui.edit')}>
        <div className="row">
          <Button kind="main" onPress={() => save.mutate()} isPending={save.isPending}>
            {t('ui.save')}
          </Button>
          <Button kind="quiet" onPress={onDone}>
            {t('ui.cancel')}
          </Button>
        </div>
        {save.isError && <ErrorBlock error={save.error} />}
        <p className="small muted">{t('plans.how')}</p>
        <Choice
          doors={doors}
          placed={new Set(places.map(({ doorId }) => doorId))}
          chosen={chosen}
          onChoose={setChosen}
        />
        {door && (
          <section className="stack" aria-label={door.name}>
            <h2>
              <bdi>{door.name}</bdi>
            </h2>
            <PlaceForm key={door.id} place={place} onPlace={put} onRemove={remove} />
          </section>
        )}
        <section className="stack" aria-label={t('plans.picture')}>
          <h2>{t('plans.picture')}</h2>
          <UploadPicture plan={plan} />
        </section>
      </section>
    </div>
  );
}
