-- How many applied for a vacancy and how many of them were invited, by what they said of themselves: counted once,
-- with every small number left out, and kept. Nobody can be worked out of it (docs/decisions/0033).

-- NULL: left out. The line of question 'everybody' holds the two totals. It tells no time.
CREATE TABLE monitoring_figures (
    vacancy_number bigint NOT NULL,
    question varchar(20) NOT NULL,
    place smallint NOT NULL,
    said varchar(20) NOT NULL,
    applied integer,
    invited integer,
    PRIMARY KEY (vacancy_number, question, said)
);

-- Which answers are counted together: the same as REPORTED in questions.py, which gives them their words. It stands
-- here because whoever may choose the groups could choose them so that one person's answer is left.
CREATE FUNCTION monitoring_groups() RETURNS TABLE (question text, place integer, said text, codes text[])
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT question, (row_number() OVER (PARTITION BY question ORDER BY last, line))::integer, said, string_to_array(codes, ' ')
      FROM (
        SELECT 0 AS last, line, question, said, codes FROM (VALUES
            (1, 'age', '16_24', '16_24'),
            (2, 'age', '25_34', '25_34'),
            (3, 'age', '35_44', '35_44'),
            (4, 'age', '45_54', '45_54'),
            (5, 'age', '55_64', '55_64'),
            (6, 'age', '65_over', '65_over'),
            (1, 'sex', 'female', 'female'),
            (2, 'sex', 'male', 'male'),
            (1, 'gender', 'same', 'same'),
            (2, 'gender', 'different', 'different'),
            (1, 'orientation', 'straight', 'straight'),
            (2, 'orientation', 'lgb', 'gay_lesbian bisexual other_orientation'),
            (1, 'ethnicity', 'asian', 'asian asian_indian asian_pakistani asian_bangladeshi asian_chinese asian_other'),
            (2, 'ethnicity', 'black', 'black black_caribbean black_african black_other'),
            (3, 'ethnicity', 'mixed', 'mixed mixed_white_black_caribbean mixed_white_black_african mixed_white_asian mixed_other'),
            (4, 'ethnicity', 'white', 'white white_british white_irish white_gypsy_traveller white_roma white_other'),
            (5, 'ethnicity', 'other', 'other other_arab other_other'),
            (1, 'religion', 'no_religion', 'no_religion'),
            (2, 'religion', 'buddhist', 'buddhist'),
            (3, 'religion', 'christian', 'christian'),
            (4, 'religion', 'hindu', 'hindu'),
            (5, 'religion', 'jewish', 'jewish'),
            (6, 'religion', 'muslim', 'muslim'),
            (7, 'religion', 'sikh', 'sikh'),
            (8, 'religion', 'other_religion', 'other_religion'),
            (1, 'disability', 'disabled', 'yes_a_lot yes_a_little'),
            (2, 'disability', 'not_disabled', 'yes_not_at_all no_condition'),
            (1, 'partnership', 'together', 'married civil_partnership'),
            (2, 'partnership', 'not_together',
                'never separated_married separated_partnership divorced dissolved widowed surviving_partner'),
            (1, 'maternity', 'yes_maternity', 'yes_maternity'),
            (2, 'maternity', 'no_maternity', 'no_maternity')
        ) AS answered (line, question, said, codes)
        UNION ALL
        SELECT last, 0, question, said, codes
          FROM unnest('{age,sex,gender,orientation,ethnicity,religion,disability,partnership,maternity}'::text[]) AS question
         CROSS JOIN (VALUES (1, 'not_said', 'not_said'), (2, 'unanswered', '')) AS unsaid (last, said, codes)
      ) AS lines;
$$;

-- What may be shown of one question: for each group how many applied, and how many of those were invited.
--
-- Known to the reader anyway are how many applied and were invited in all, and this rule. A group is shown in full
-- where at least five were invited and at least five were not, if the others together have five of each, too; if
-- not, the last one in full is left out with them. Where no group can be shown in full, those of whom five applied
-- are shown by that alone, by the same rule. Never some so and some so, and never the smallest left out: both
-- would tell more (docs/decisions/0033). Nought is as small as four: it says of everybody what they are not.
CREATE FUNCTION monitoring_shown(
    applied integer[], invited integer[], OUT shown_applied integer[], OUT shown_invited integer[]
) LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    least CONSTANT integer := 5;
    groups CONSTANT integer := cardinality(applied);
    in_full boolean;
    is_shown boolean[];
    last_shown integer;
    hidden integer;
    hidden_applied integer;
    hidden_invited integer;
BEGIN
    FOREACH in_full IN ARRAY ARRAY[true, false] LOOP
        FOR g IN 1..groups LOOP
            is_shown[g] := CASE WHEN in_full THEN invited[g] >= least AND applied[g] - invited[g] >= least
                                ELSE applied[g] >= least END;
        END LOOP;
        LOOP
            hidden := 0;
            hidden_applied := 0;
            hidden_invited := 0;
            last_shown := NULL;
            FOR g IN 1..groups LOOP
                IF is_shown[g] THEN
                    last_shown := g;
                ELSE
                    hidden := hidden + 1;
                    hidden_applied := hidden_applied + applied[g];
                    hidden_invited := hidden_invited + invited[g];
                END IF;
            END LOOP;
            EXIT WHEN last_shown IS NULL OR hidden = 0;
            IF in_full THEN
                EXIT WHEN hidden_invited >= least AND hidden_applied - hidden_invited >= least;
            ELSE
                -- Eight in two groups of under five each are four and four.
                EXIT WHEN hidden_applied >= least AND hidden_applied <> hidden * (least - 1);
            END IF;
            is_shown[last_shown] := false;
        END LOOP;
        FOR g IN 1..groups LOOP
            shown_applied[g] := CASE WHEN is_shown[g] THEN applied[g] END;
            shown_invited[g] := CASE WHEN is_shown[g] AND in_full THEN invited[g] END;
        END LOOP;
        EXIT WHEN last_shown IS NOT NULL;
    END LOOP;
END $$;

-- The kept figures of one vacancy; counted when they are first asked for. Refuses before everybody has been told
-- (SE001), and while any answer could still change or any step has not been told to this room (SE002). What
-- happens later, a reserve who is invited or an answer given anew, changes nothing: two counts would tell the
-- difference between them.
CREATE FUNCTION monitoring_selection_rates(vacancy bigint)
    RETURNS TABLE (question text, place integer, said text, applied integer, invited integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    told record;
    known record;
BEGIN
    IF NOT EXISTS (SELECT FROM public.shortlisting_shortlist
                    WHERE vacancy_id = vacancy AND announced_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Nobody was told of a shortlist for vacancy %.', vacancy USING ERRCODE = 'SE001';
    END IF;
    -- Two who ask first count one after the other; and nobody counts while the rows are stirred.
    PERFORM pg_advisory_xact_lock(hashtext('monitoring'));
    IF NOT EXISTS (SELECT FROM public.monitoring_figures WHERE vacancy_number = vacancy) THEN
        SELECT count(*) FILTER (WHERE stage = 'submitted') AS applied,
               count(*) FILTER (WHERE stage = 'shortlisted') AS invited
          INTO told FROM public.monitoring_reached WHERE vacancy_number = vacancy;
        SELECT count(*) AS applied, count(*) FILTER (WHERE moved.application_id IS NOT NULL) AS invited,
               max(application.submitted_at) AS last_at
          INTO known
          FROM public.applying_application application
          LEFT JOIN (SELECT DISTINCT application_id FROM public.applying_statuschange
                      WHERE to_status = 'shortlisted') AS moved ON moved.application_id = application.id
         WHERE application.vacancy_id = vacancy AND application.submitted_at IS NOT NULL;
        -- Not fewer, and not more: rows that somebody made up could lift a small number over the line. Answers
        -- may be given anew for seven days after submitting (EQUALITY_DAYS of applying).
        IF told.applied <> known.applied OR told.invited <> known.invited
                OR clock_timestamp() < known.last_at + interval '7 days' THEN
            RAISE EXCEPTION 'The figures of vacancy % are not complete.', vacancy USING ERRCODE = 'SE002';
        END IF;
        INSERT INTO public.monitoring_figures (vacancy_number, question, place, said, applied, invited)
        WITH there AS (
            SELECT token, bool_or(stage = 'shortlisted') AS was_invited FROM public.monitoring_reached
             WHERE vacancy_number = vacancy GROUP BY token HAVING bool_or(stage = 'submitted')
        ), last AS (
            SELECT DISTINCT ON (token) token, to_jsonb(answers) AS answer FROM public.monitoring_answers answers
             WHERE token IN (SELECT token FROM there) ORDER BY token, version DESC
        ), said AS (
            SELECT kind.question, coalesce(grouped.said, 'unanswered') AS said, there.was_invited
              FROM there
              LEFT JOIN last ON last.token = there.token
             CROSS JOIN (SELECT DISTINCT question FROM public.monitoring_groups()) AS kind
              LEFT JOIN public.monitoring_groups() AS grouped
                ON grouped.question = kind.question AND last.answer ->> kind.question = ANY (grouped.codes)
        ), counted AS (
            SELECT grouped.question, grouped.place, grouped.said, count(said.said)::integer AS applied,
                   (count(*) FILTER (WHERE said.was_invited))::integer AS invited
              FROM public.monitoring_groups() AS grouped
              LEFT JOIN said ON said.question = grouped.question AND said.said = grouped.said
             GROUP BY grouped.question, grouped.place, grouped.said
        ), whole AS (
            SELECT question, array_agg(place ORDER BY place) AS places, array_agg(said ORDER BY place) AS saids,
                   public.monitoring_shown(
                       array_agg(applied ORDER BY place), array_agg(invited ORDER BY place)
                   ) AS shown
              FROM counted GROUP BY question
        )
        SELECT vacancy, whole.question, line.place, line.said, line.applied, line.invited
          FROM whole, unnest(
              whole.places, whole.saids, (whole.shown).shown_applied, (whole.shown).shown_invited
          ) AS line (place, said, applied, invited)
        UNION ALL
        SELECT vacancy, 'everybody', 0, '', count(*)::integer, (count(*) FILTER (WHERE was_invited))::integer
          FROM there;
    END IF;
    RETURN QUERY
        SELECT figures.question::text, figures.place::integer, figures.said::text, figures.applied, figures.invited
          FROM public.monitoring_figures figures WHERE vacancy_number = vacancy
         ORDER BY figures.question, figures.place;
END $$;
