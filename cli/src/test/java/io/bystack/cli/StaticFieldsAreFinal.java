package io.bystack.cli;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** No class has a static field that can change. */
final class StaticFieldsAreFinal extends ArchCondition<JavaClass> {
  StaticFieldsAreFinal() {
    super("have only final static fields");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaField field : type.getFields()) {
      boolean changes =
          field.getModifiers().contains(JavaModifier.STATIC)
              && !field.getModifiers().contains(JavaModifier.FINAL)
              && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
      if (changes) {
        events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is not final"));
      }
    }
  }
}
