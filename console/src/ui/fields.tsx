import { useState, type ReactNode } from 'react';
import {
  Button,
  CheckboxButton,
  CheckboxField,
  ComboBox as AriaComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
  TextArea,
  TextField as AriaTextField,
  type ComboBoxProps as AriaComboBoxProps,
  type SelectProps as AriaSelectProps,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { useT } from '../i18n/t.js';
import { Icon } from './icon.js';
import './fields.css';

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
}

interface ControlProps extends Labelled {
  readonly children: ReactNode;
}

function Control({ label, hint, children }: ControlProps) {
  const t = useT();
  return (
    <>
      <Label>{label}</Label>
      {children}
      {hint !== undefined && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">
        {/* The browser would say it in its own language. */}
        {({ validationDetails, defaultChildren }) =>
          validationDetails.valueMissing ? t('ui.field-missing') : defaultChildren
        }
      </FieldError>
    </>
  );
}

type TextFieldProps = Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> &
  Labelled & { readonly isLong?: boolean; readonly placeholder?: string };

/** `name` is the field of the body: an error of the gateway about it is shown here (see Form). */
export function TextField({ label, hint, isLong = false, placeholder, ...rest }: TextFieldProps) {
  const given = placeholder === undefined ? {} : { placeholder };
  return (
    <AriaTextField {...rest} className="field">
      <Control label={label} hint={hint}>
        {isLong ? <TextArea className="input" rows={3} {...given} /> : <Input className="input" {...given} />}
      </Control>
    </AriaTextField>
  );
}

export interface Option<Id extends string = string> {
  readonly id: Id;
  readonly name: string;
}

function Options({ options }: { readonly options: readonly Option[] }) {
  const t = useT();
  return (
    <Popover className="popover">
      <ListBox
        items={options}
        className="options"
        renderEmptyState={() => <p className="muted option">{t('ui.nothingFound')}</p>}
      >
        {({ id, name }) => (
          <ListBoxItem id={id} textValue={name} className="option">
            {name}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

type SelectProps<Id extends string> = Omit<
  AriaSelectProps<Option<Id>>,
  'className' | 'style' | 'children' | 'value' | 'onChange' | 'selectedKey' | 'onSelectionChange'
> &
  Labelled & {
    readonly options: readonly Option<Id>[];
    readonly value?: Id | null;
    readonly onChange?: (id: Id) => void;
  };

/** One of a few. */
export function Select<Id extends string>({ label, hint, options, value, onChange, ...rest }: SelectProps<Id>) {
  return (
    <AriaSelect
      {...rest}
      {...(value === undefined ? {} : { value })}
      onChange={(id) => id !== null && onChange?.(id as Id)}
      className="field"
    >
      <Control label={label} hint={hint}>
        <Button className="input select">
          <SelectValue />
          <Icon name="down" />
        </Button>
      </Control>
      <Options options={options} />
    </AriaSelect>
  );
}

type ComboBoxProps = Omit<AriaComboBoxProps<Option>, 'className' | 'style' | 'children' | 'items' | 'defaultItems'> &
  Labelled & {
    readonly options: readonly Option[];
    /** The gateway looks: `options` are what it found, not to be filtered again. */
    readonly isFound?: boolean;
  };

/** One of many, by typing. */
export function ComboBox({ label, hint, options, isFound = false, ...rest }: ComboBoxProps) {
  // Of what was found none is chosen, so a list that Esc has closed would open again for the letters that stand there.
  const [isShut, setShut] = useState(false);
  return (
    <AriaComboBox
      menuTrigger={isShut ? 'manual' : 'focus'}
      // What comes after the first letter is shown, too: a list that is empty and closed would not open for it.
      allowsEmptyCollection
      {...rest}
      {...(isFound ? { items: options } : { defaultItems: options })}
      className="field"
    >
      <Control label={label} hint={hint}>
        <div
          className="combo"
          onKeyDownCapture={({ key }) => setShut(key === 'Escape')}
          onBlurCapture={() => setShut(false)}
        >
          <Input className="input" />
          <Button className="combo-open">
            <Icon name="down" />
          </Button>
        </div>
      </Control>
      <Options options={options} />
    </AriaComboBox>
  );
}

interface CheckboxProps {
  readonly children: ReactNode;
  readonly name?: string;
  readonly isSelected?: boolean;
  readonly defaultSelected?: boolean;
  readonly isDisabled?: boolean;
  readonly onChange?: (isSelected: boolean) => void;
}

export function Checkbox({ children, ...rest }: CheckboxProps) {
  return (
    <CheckboxField {...rest}>
      <CheckboxButton className="checkbox">
        <span className="box" aria-hidden="true">
          <Icon name="check" />
        </span>
        <span>{children}</span>
      </CheckboxButton>
    </CheckboxField>
  );
}
