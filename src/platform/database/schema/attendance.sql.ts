/** What is deleted together with an application. */
export const attendance = [
  // A doctor's note is deleted with the application, and so with the person.
  `CREATE OR REPLACE FUNCTION leave_image_forget() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM leave_image i WHERE i.name = OLD.image_name
      AND NOT EXISTS (SELECT 1 FROM att_application a WHERE a.image_name = OLD.image_name);
    RETURN NULL;
  END $$`,
  `CREATE OR REPLACE TRIGGER leave_image_forget AFTER DELETE ON att_application FOR EACH ROW
   WHEN (OLD.image_name IS NOT NULL) EXECUTE FUNCTION leave_image_forget()`,
];
