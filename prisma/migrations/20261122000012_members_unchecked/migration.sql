-- Members come a million at a time, and two foreign keys looked at each of them: 13 of 19 seconds. Who writes members holds their
-- set's row and has just read the users; that nothing is left of a set or a user that is gone is seen to from the other side.
-- A member whose user went at that very moment is nobody: whoever reads members reads their users.
ALTER TABLE user_set_member
  DROP CONSTRAINT user_set_member_set_id_fkey,
  DROP CONSTRAINT user_set_member_user_id_fkey;

CREATE FUNCTION members_of_gone_sets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM user_set_member USING gone WHERE user_set_member.set_id = gone.id; RETURN NULL; END $$;
CREATE FUNCTION members_of_gone_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM user_set_member USING gone WHERE user_set_member.user_id = gone.id; RETURN NULL; END $$;

CREATE TRIGGER members_gone AFTER DELETE ON user_set REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION members_of_gone_sets();
CREATE TRIGGER members_gone AFTER DELETE ON users REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION members_of_gone_users();
