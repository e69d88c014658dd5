import type { ReactNode } from 'react';
import { Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import './fields.css';
import { Icon, type IconName } from './icon.js';

export interface MenuAction {
  readonly id: string;
  readonly name: string;
  readonly icon?: IconName;
  /** Why it cannot be chosen; it is shown, greyed. */
  readonly reason?: string | null;
  readonly isChosen?: boolean;
  readonly onAction: () => void;
}

export interface MenuGroup {
  readonly title?: string;
  readonly actions: readonly MenuAction[];
}

interface MenuProps {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** Left out = the button alone opens and closes it. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  /** The button that opens it. */
  readonly children: ReactNode;
}

const Action = ({ id, name, icon, reason = null, isChosen = false, onAction }: MenuAction) => (
  <MenuItem id={id} textValue={name} className="option" isDisabled={reason !== null} onAction={onAction}>
    {icon && <Icon name={icon} />}
    <span className="grow">
      {name}
      {reason !== null && <span className="small"> ({reason})</span>}
    </span>
    {isChosen && <Icon name="check" />}
  </MenuItem>
);

export function Menu({ label, groups, children, ...open }: MenuProps) {
  return (
    <MenuTrigger {...open}>
      {children}
      <Popover className="popover">
        <AriaMenu className="options" aria-label={label}>
          {groups.map(({ title, actions }, at) => (
            <MenuSection key={title ?? at} aria-label={title ?? label}>
              {title !== undefined && <Header className="menu-title">{title}</Header>}
              {actions.map((action) => (
                <Action key={action.id} {...action} />
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
