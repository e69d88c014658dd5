import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/fields.js';
import { Form } from '../../ui/form.js';
import { partIn, percentOf, type Point } from './places.js';

interface PlaceFormProps {
  /** Undefined: the door does not stand on the picture yet. */
  readonly place: Point | undefined;
  readonly onPlace: (point: Point) => void;
  readonly onRemove: () => void;
}

interface Typed {
  readonly x: string;
  readonly y: string;
}

const middle: Point = { x: 0.5, y: 0.5 };

/** The same as a click on the picture, for those who do not point. */
export function PlaceForm({ place, onPlace, onRemove }: PlaceFormProps) {
  const t = useT();
  const { x, y } = place ?? middle;
  const is: Typed = { x: percentOf(x), y: percentOf(y) };
  // What was typed is over once the door is moved otherwise.
  const [typed, setTyped] = useState<Typed & { readonly over: Point | undefined }>({ ...is, over: place });
  const shown = typed.over === place ? typed : is;
  const type = (change: Partial<Typed>) => setTyped({ x: shown.x, y: shown.y, ...change, over: place });
  const fault = (text: string) => (partIn(text) === null ? t('plans.range') : null);
  const put = () => {
    const point = { x: partIn(shown.x), y: partIn(shown.y) };
    if (point.x !== null && point.y !== null) onPlace({ x: point.x, y: point.y });
    return Promise.resolve();
  };
  return (
    <Form onSubmit={put} submit={t(place ? 'plans.move' : 'plans.place')}>
      <div className="plan-fields">
        <TextField
          name="x"
          label={t('plans.x')}
          inputMode="decimal"
          value={shown.x}
          onChange={(text) => type({ x: text })}
          validate={fault}
        />
        <TextField
          name="y"
          label={t('plans.y')}
          inputMode="decimal"
          value={shown.y}
          onChange={(text) => type({ y: text })}
          validate={fault}
        />
      </div>
      <div className="row">
        <Button onPress={onRemove} reason={place ? null : t('plans.notPlaced')}>
          {t('plans.remove')}
        </Button>
      </div>
    </Form>
  );
}
