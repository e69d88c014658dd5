export const areaPolicy = [
  // Null = from every device that knows the person.
  'ALTER TABLE area ADD COLUMN learns_from text[]',
  // Whether somebody said what it is used for: what it speaks does not change that then.
  'ALTER TABLE device ADD COLUMN module_chosen boolean NOT NULL DEFAULT false',
];
