import { useState, type ReactNode } from 'react';
import { Form } from '../form.js';
import { Loading } from '../states.js';
import { bodyOf, shownOf, sourcesOf, valuesOf, type Field, type Values } from './field.js';
import { FieldControl } from './field-control.js';
import { useSources } from './sources.js';

interface RecordFormProps {
  /** The file of texts that has the words of the fields. */
  readonly texts: string;
  readonly fields: readonly Field[];
  /** Undefined: a new one is made. */
  readonly record?: Values | undefined;
  readonly isReadOnly?: boolean;
  readonly submit: string;
  readonly onSave: (body: Record<string, unknown>) => Promise<unknown>;
  /** Below the fields, with what has been given in them. */
  readonly children?: (values: Values) => ReactNode;
}

/** A form made of a declaration: what the fields are called, and what each takes. */
export function RecordForm(props: RecordFormProps) {
  const { texts, fields, record, isReadOnly = false, submit, onSave, children } = props;
  const [values, setValues] = useState<Values>(() => valuesOf(fields, record));
  const choices = useSources(sourcesOf(fields));
  if (choices === null) return <Loading />;
  const own = shownOf(fields, values).filter(({ isLater }) => record !== undefined || !isLater);
  const shown = own.map((field) => (
    <FieldControl
      key={field.name}
      field={field}
      values={values}
      choices={choices}
      texts={texts}
      isReadOnly={isReadOnly || (record !== undefined && field.isFixed === true)}
      onChange={(name, value) => setValues((old) => ({ ...old, [name]: value }))}
    />
  ));
  if (isReadOnly) {
    return (
      <div className="stack">
        {shown}
        {children?.(values)}
      </div>
    );
  }
  return (
    <Form onSubmit={() => onSave(bodyOf(fields, values, record))} submit={submit}>
      {shown}
      {children?.(values)}
    </Form>
  );
}
