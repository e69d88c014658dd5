import { createContext, useContext, useState, type ReactNode, type SyntheticEvent } from 'react';
import { Form as AriaForm } from 'react-aria-components';
import { isProblem, type FieldFault, type Problem } from '../api/problem.js';
import { useT } from '../i18n/t.js';
import { Button } from './button.js';
import { useAnew } from './edited.js';
import { faultWords } from './fault-words.js';
import { sentenceOf } from './states.js';

/** `groups.0.count` is a fault of `groups`. */
const topOf = (field: string) => field.split('.')[0] ?? field;

const FaultsContext = createContext<Readonly<Record<string, string>>>({});

/** What is wrong with a field that is made of several controls. */
export function FieldFaults({ name }: { readonly name: string }) {
  const text = useContext(FaultsContext)[name];
  if (text === undefined) return null;
  return (
    <p className="field-error" role="alert">
      {text}
    </p>
  );
}

interface FormProps {
  /** Sends it. What it throws is shown: errors of fields at the fields, all else below. */
  readonly onSubmit: (values: FormData) => Promise<unknown>;
  readonly submit: string;
  readonly onCancel?: () => void;
  readonly kind?: 'main' | 'danger';
  /** In place of the usual sentence for a problem, and of what the gateway says in English of a field. */
  readonly explain?: (problem: Problem) => string | undefined;
  /** Once it was sent, its fields begin anew for the next one. Until then nothing empties them. */
  readonly isRepeated?: boolean;
  readonly children: ReactNode;
}

/** Somebody else was faster: what was typed here goes, and what is there comes. */
function LoadAnew() {
  const t = useT();
  const anew = useAnew();
  if (!anew) return null;
  return (
    <div className="row">
      <Button onPress={() => void anew()}>{t('ui.loadAnew')}</Button>
    </div>
  );
}

export function Form({ onSubmit, submit, onCancel, kind = 'main', explain, isRepeated = false, children }: FormProps) {
  const t = useT();
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [general, setGeneral] = useState('');
  const [isSending, setSending] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const [round, setRound] = useState(0);

  const refused = (error: unknown) => {
    if (!isProblem(error)) throw error;
    setChanged(isProblem(error, 'changed'));
    const own = explain?.(error);
    const wordsFor = (fault: FieldFault) => faultWords(t, { ...fault, message: own ?? fault.message });
    setFaults(Object.fromEntries(error.fields.map((fault) => [topOf(fault.field), wordsFor(fault)])));
    setGeneral(error.fields.length > 0 ? '' : (own ?? sentenceOf(t, error)));
  };
  const send = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending) return;
    const values = new FormData(event.currentTarget);
    setSending(true);
    setFaults({});
    setGeneral('');
    setChanged(false);
    try {
      await onSubmit(values);
      if (isRepeated) setRound((last) => last + 1);
    } catch (error) {
      refused(error);
    } finally {
      setSending(false);
    }
  };

  // A fault goes while its field is mended: were it to go when the field is left, the button would move away from the click.
  const mended = ({ target }: SyntheticEvent<HTMLElement>) => {
    setFaults((old) => (Object.keys(old).length === 0 ? old : {}));
    // That of a field that was left empty is looked at again when the field changes, which for the browser is when it is left.
    if (target instanceof Element && target.matches('[data-invalid]')) target.dispatchEvent(new Event('change'));
  };
  return (
    <AriaForm className="stack" validationErrors={faults} onSubmit={(event) => void send(event)}>
      <div key={round} className="stack" onInput={mended}>
        <FaultsContext value={faults}>{children}</FaultsContext>
      </div>
      {general !== '' && (
        <p className="field-error" role="alert">
          {general}
        </p>
      )}
      {isChanged && <LoadAnew />}
      <div className="row">
        <Button type="submit" kind={kind} isPending={isSending}>
          {submit}
        </Button>
        {onCancel && (
          <Button kind="quiet" onPress={onCancel}>
            {t('ui.cancel')}
          </Button>
        )}
      </div>
    </AriaForm>
  );
}

/** As it was typed: a password may begin or end with a blank. */
export function exactTextIn(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value : '';
}

/** The text of a field of a form; '' where there is none. */
export function textIn(values: FormData, name: string): string {
  return exactTextIn(values, name).trim();
}
