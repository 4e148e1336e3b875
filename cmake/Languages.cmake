# The window's texts in other languages: resources/languages/vitrine_*.ts, compiled and built into the program.
# tools/translate brings the .ts files up to date with the sources.
find_program(VITRINE_LRELEASE NAMES lrelease lrelease6 HINTS ${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS} /usr/lib/qt6/bin
             DOC "Qt's compiler of translations, of the package qt6-l10n-tools")
if(NOT VITRINE_LRELEASE)
  message(FATAL_ERROR "lrelease is missing; it is in the package qt6-l10n-tools")
endif()

function(vitrine_languages target)
  # Looked for again when the folder changes; CONFIGURE_DEPENDS would have every start of ./run look, and say so.
  file(GLOB sources ${CMAKE_SOURCE_DIR}/resources/languages/vitrine_*.ts)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/resources/languages)
  set(compiled)
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    set(output ${CMAKE_BINARY_DIR}/languages/${name}.qm)
    add_custom_command(OUTPUT ${output} DEPENDS ${source} VERBATIM
                       COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/languages
                       COMMAND ${VITRINE_LRELEASE} -silent ${source} -qm ${output})
    list(APPEND compiled ${output})
  endforeach()
  qt_add_resources(${target} languages PREFIX /languages BASE ${CMAKE_BINARY_DIR}/languages FILES ${compiled})
endfunction()
