import { useState } from 'react';
import { useT } from '../../i18n/t.js';
import { Checkbox, TextField } from '../../ui/fields.js';

interface Coded {
  readonly code: string;
  readonly name: string;
}

interface CodeChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly choices: readonly Coded[];
  /** null = all, also those that are made later. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: string[] | null) => void;
}

/** More than these are looked for by typing. */
const manyChoices = 8;

/** All of the areas or departments, or some of them with what is below. */
export function CodeChoice({ label, all, choices, chosen, onChange }: CodeChoiceProps) {
  const t = useT();
  const [q, setQ] = useState('');
  const shown = choices.filter(({ code, name }) => `${code} ${name}`.toLowerCase().includes(q.toLowerCase()));
  const tick = (code: string, isTicked: boolean) => {
    const others = (chosen ?? []).filter((one) => one !== code);
    onChange(isTicked ? [...others, code] : others);
  };
  return (
    <fieldset className="operator-codes">
      <legend>{label}</legend>
      <Checkbox isSelected={chosen === null} onChange={(isAll) => onChange(isAll ? null : [])}>
        {all}
      </Checkbox>
      {chosen !== null && choices.length > manyChoices && <TextField label={t('ui.find')} value={q} onChange={setQ} />}
      {chosen !== null && (
        <div className="operator-code-list">
          {shown.map(({ code, name }) => (
            <Checkbox key={code} isSelected={chosen.includes(code)} onChange={(isTicked) => tick(code, isTicked)}>
              <bdi>{name}</bdi>
            </Checkbox>
          ))}
        </div>
      )}
    </fieldset>
  );
}
