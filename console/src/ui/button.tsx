import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components';
import './button.css';

export interface ButtonProps extends Omit<AriaProps, 'className' | 'style' | 'isPending'> {
  /** main = what the page is for; plain = all others; quiet = in bars and rows; danger = what cannot be undone. */
  readonly kind?: 'main' | 'plain' | 'quiet' | 'danger';
  /** Shown at the button, and read aloud: why it cannot be pressed. */
  readonly reason?: string | null;
  /** Its work is being done: a further press does nothing, and the focus stays. */
  readonly isPending?: boolean;
}

/** A button that cannot do its work says why, and stays where it is. */
export function Button({
  kind = 'plain',
  reason = null,
  isDisabled = false,
  isPending = false,
  onPress,
  ...rest
}: ButtonProps) {
  const isOff = isDisabled || reason !== null;
  const pressed = isPending || !onPress ? {} : { onPress };
  const className = `button ${kind}${isPending ? ' pending' : ''}`;
  const button = <AriaButton {...rest} {...pressed} isDisabled={isOff} className={className} />;
  if (reason === null) return button;
  return (
    <span className="button-reason" title={reason}>
      {button}
      <span className="unseen">{reason}</span>
    </span>
  );
}
