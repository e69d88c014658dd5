import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isProblem, Problem } from '../../api/problem.js';
import { useT } from '../../i18n/t.js';
import { Edited, type Edit } from '../../ui/edited.js';
import { Select, TextField } from '../../ui/fields.js';
import { exactTextIn, Form, textIn } from '../../ui/form.js';
import { Loading } from '../../ui/states.js';
import { toast } from '../../ui/toast.js';
import { isLacking, settingsOf, type Groups, type Kind, type Setting } from './part-settings.js';
import { textOfValue, valueOfText } from './setting-values.js';
import { useSettingWords, type SettingWords } from './use-setting-words.js';

/** A door or a reader. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly updatedAt: string;
}

export interface PartBody {
  name?: string;
  settings?: Record<string, unknown>;
}

interface Props {
  readonly part: Part;
  readonly groups: Groups;
  readonly capabilities: Readonly<Record<string, unknown>>;
}

/** A list has to have a choice for "not set". */
const unset = 'unset';

const isSecret = ({ kind }: Setting) => 'isSecret' in kind;

interface FieldProps {
  readonly name: string;
  readonly setting: Setting;
  readonly value: string;
  readonly words: SettingWords;
}

const digitsAlone: readonly Kind['is'][] = ['number', 'hours', 'digits'];

function TypedField({ name, setting, value, words: { nameOf, rangeOf } }: FieldProps) {
  const t = useT();
  const { kind, isSumOfKinds } = setting;
  const shown = isSecret(setting) ? 'password' : 'text';
  return (
    <TextField
      name={name}
      label={nameOf(name)}
      hint={isSumOfKinds ? t('partSettings.kinds') : rangeOf(kind)}
      type={kind.is === 'day' ? 'date' : shown}
      autoComplete={isSecret(setting) ? 'new-password' : 'off'}
      inputMode={digitsAlone.includes(kind.is) ? 'numeric' : 'text'}
      defaultValue={value}
    />
  );
}

function SettingField(props: FieldProps) {
  const t = useT();
  const { name, setting, value, words } = props;
  const options = words.optionsOf(setting, name);
  if (!options) return <TypedField {...props} />;
  const own = value === '' || options.some(({ id }) => id === value) ? [] : [{ id: value, name: value }];
  return (
    <Select
      name={name}
      label={words.nameOf(name)}
      options={[{ id: unset, name: t('partSettings.unset') }, ...options, ...own]}
      defaultValue={value === '' ? unset : value}
    />
  );
}

/** Those that are not as they were. */
function changesOf(part: Part, settings: Readonly<Record<string, Setting>>, values: FormData): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    if (!values.has(name)) continue;
    const typed = isSecret(setting) ? exactTextIn(values, name) : textIn(values, name);
    const text = typed === unset ? '' : typed;
    if (text !== textOfValue(setting.kind, part.settings[name])) changed[name] = valueOfText(setting.kind, text);
  }
  return changed;
}

interface FormProps extends Props {
  /** A door is named on its own. */
  readonly isNamed?: boolean;
  readonly send: (body: PartBody, ifMatch: string) => Promise<{ readonly updatedAt: string }>;
}

/** The settings of a door or a reader; only what was changed is sent. */
export function PartSettingsForm({ part, groups, capabilities, isNamed = false, send }: FormProps) {
  const t = useT();
  const client = useQueryClient();
  const words = useSettingWords();
  const [round, setRound] = useState(0);
  const settings = settingsOf(groups);
  const lacking = Object.entries(settings).flatMap(([name, one]) =>
    isLacking(one, capabilities) && part.settings[name] === undefined ? [name] : [],
  );
  const save = async (values: FormData, { ifMatch, saved }: Edit) => {
    const changed = changesOf(part, settings, values);
    const name = textIn(values, 'name');
    const body: PartBody = {
      ...(isNamed && name !== part.name && { name }),
      ...(Object.keys(changed).length > 0 && { settings: changed }),
    };
    try {
      if (Object.keys(body).length > 0) saved(await send(body, ifMatch));
    } catch (error) {
      if (!isProblem(error)) throw error;
      const { status, reason, message, fields, permission } = error;
      const told = fields.map((fault) => words.faultOf(fault, settings[fault.field.slice('settings.'.length)]));
      throw new Problem(status, reason, message, told, permission);
    }
    toast('good', t('device.saved'));
    await client.invalidateQueries({ queryKey: ['doors'] });
    setRound((last) => last + 1);
  };
  if (!words.isReady) return <Loading />;
  return (
    <Edited record={part} fields={['name', 'settings']} topic="doors">
      {(edit) => (
        <Form onSubmit={(values) => save(values, edit)} submit={t('ui.save')}>
          <p className="muted">{t('partSettings.what')}</p>
          {isNamed && <TextField name="name" label={t('device.name')} defaultValue={part.name} isRequired />}
          {Object.entries(groups).map(([group, members]) => (
            <fieldset key={group} className="part-group">
              <legend>{t.loose(`partSettings.group-${group}`, group)}</legend>
              {Object.entries(members)
                .filter(([name]) => !lacking.includes(name))
                .map(([name, setting]) => (
                  <SettingField
                    // What was typed as a password is shown as all passwords are, once it is kept.
                    key={isSecret(setting) ? `${name} ${String(round)}` : name}
                    name={name}
                    setting={setting}
                    value={textOfValue(setting.kind, part.settings[name])}
                    words={words}
                  />
                ))}
            </fieldset>
          ))}
          {lacking.length > 0 && (
            <p className="muted">{t('partSettings.lacking', { names: lacking.map(words.nameOf).join(', ') })}</p>
          )}
        </Form>
      )}
    </Edited>
  );
}

/** For who may not change them: those that are set. */
export function PartSettingsShown({ part, groups }: Pick<Props, 'part' | 'groups'>) {
  const t = useT();
  const { nameOf, optionsOf } = useSettingWords();
  const set = Object.entries(settingsOf(groups)).filter(([name]) => part.settings[name] !== undefined);
  if (set.length === 0) return <p className="muted">{t('partSettings.nothing')}</p>;
  return (
    <dl className="facts">
      {set.map(([name, setting]) => {
        const text = textOfValue(setting.kind, part.settings[name]);
        return (
          <div key={name} className="device-fact">
            <dt>{nameOf(name)}</dt>
            <dd>
              <bdi>{optionsOf(setting, name)?.find(({ id }) => id === text)?.name ?? text}</bdi>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
