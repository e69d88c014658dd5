import { useState } from 'react';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { Checkbox, TextField, type Option } from './fields.js';
import { FieldFaults } from './form.js';
import './many-choice.css';

interface ManyChoiceProps {
  readonly label: string;
  /** The field of the body, whose faults are shown here. */
  readonly name?: string | undefined;
  readonly hint?: string | undefined;
  /** For a choice of all, also of those that are made later; it is null. */
  readonly all?: string | undefined;
  readonly choices: readonly Option[];
  readonly chosen: readonly string[] | null;
  readonly isReadOnly?: boolean;
  readonly onChange: (chosen: string[] | null) => void;
  /** Where there is nothing to choose from. */
  readonly none?: string | undefined;
}

/** More than these are looked for by typing. */
const manyChoices = 8;
/** More than these are ticked by one press, and unticked: those that are shown. */
const fewChoices = 3;

type BoxesProps = Pick<ManyChoiceProps, 'choices' | 'none'> & {
  readonly chosen: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (chosen: string[]) => void;
};

function Boxes({ choices, chosen, isReadOnly, onChange, none }: BoxesProps) {
  const t = useT();
  const [q, setQ] = useState('');
  const shown = choices.filter((one) => `${one.id} ${one.name}`.toLowerCase().includes(q.toLowerCase()));
  const tick = (id: string, isTicked: boolean) => {
    const others = chosen.filter((one) => one !== id);
    onChange(isTicked ? [...others, id] : others);
  };
  const all = shown.map(({ id }) => id);
  const others = chosen.filter((id) => !all.includes(id));
  if (choices.length === 0) return none === undefined ? null : <p className="muted">{none}</p>;
  return (
    <>
      {choices.length > manyChoices && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
      {choices.length > fewChoices && !isReadOnly && (
        <div className="row">
          <Button kind="quiet" onPress={() => onChange([...others, ...all])}>
            {t('ui.chooseAll')}
          </Button>
          <Button kind="quiet" onPress={() => onChange(others)}>
            {t('ui.chooseNone')}
          </Button>
        </div>
      )}
      <div className="many-choice-list">
        {shown.map(({ id, name }) => (
          <Checkbox
            key={id}
            isSelected={chosen.includes(id)}
            isDisabled={isReadOnly}
            onChange={(isTicked) => tick(id, isTicked)}
          >
            <bdi>{name}</bdi>
          </Checkbox>
        ))}
      </div>
    </>
  );
}

/** Some of a list, or all of it. */
export function ManyChoice(props: ManyChoiceProps) {
  const { label, name, hint, all, choices, chosen, isReadOnly = false, onChange, none } = props;
  return (
    <fieldset className="many-choice">
      <legend>{label}</legend>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {all !== undefined && (
        <Checkbox
          isSelected={chosen === null}
          isDisabled={isReadOnly}
          onChange={(isAll) => onChange(isAll ? null : [])}
        >
          {all}
        </Checkbox>
      )}
      {chosen !== null && (
        <Boxes choices={choices} chosen={chosen} isReadOnly={isReadOnly} onChange={onChange} none={none} />
      )}
      {name !== undefined && <FieldFaults name={name} />}
    </fieldset>
  );
}
